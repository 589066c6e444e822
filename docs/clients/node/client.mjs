// Publishes one generation request with the schema it fetched from the registry's Confluent API,
// then reads the outcome and the cost entry of the job. Nothing here is Diptych's code.
import { randomUUID } from 'node:crypto'
import { Kafka, logLevel } from 'kafkajs'
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry'

const kafka = new Kafka({
  clientId: 'node-example',
  brokers: [process.env.DIPTYCH_KAFKA_BOOTSTRAP ?? '127.0.0.1:19092'],
  logLevel: logLevel.ERROR,
})
const registry = new SchemaRegistry({
  host: `${process.env.DIPTYCH_REGISTRY_URL ?? 'http://127.0.0.1:18081'}/apis/ccompat/v7`,
})

const requestId = randomUUID()
const jobId = `${requestId}#0`
const waitMillis = 120_000

const consumer = kafka.consumer({ groupId: `node-example-${requestId}` })
await consumer.connect()
await consumer.subscribe({ topics: ['image.outcomes', 'cost.entries'], fromBeginning: true })
const found = {}
const both = new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error(`no outcome and cost entry within ${waitMillis / 1000} s`)), waitMillis).unref()
  consumer.run({
    eachMessage: async ({ topic, message }) => {
      const event = await registry.decode(message.value)
      if (event.jobId !== jobId) return
      found[topic] = event
      if (found['image.outcomes'] && found['cost.entries']) resolve()
    },
  })
})

const schemaId = await registry.getLatestSchemaId('image.requests-value')
const now = Date.now()
const request = {
  requestId,
  tenant: 'node-example',
  tier: 'STANDARD',
  mode: 'GENERATE',
  prompt: 'A blue enamel kettle, label reads "Diptych", on a pure white background',
  template: null,
  variables: {},
  references: [],
  output: {
    count: 1, aspectRatio: '1:1', width: null, height: null, resolution: '1K', mediaType: 'image/png',
    transparentBackground: false, seconds: null,
  },
  constraints: {
    textHeavy: false, expectedText: ['Diptych'], subjects: null, preserveSubject: false, maxLatencyMillis: null,
    maxCostMicros: null, minQuality: null, dataClass: 'PUBLIC', deadline: null,
  },
  preferences: { speed: null, quality: null, cost: null, pinnedModel: null, excludedModels: [], substitutions: [] },
  purpose: { stage: 'WHITE_BACKGROUND', category: 'home', channel: null, hasHdPhoto: null },
  lineage: { parent: null, root: null, editDepth: 0, regenerateOf: null },
  context: { campaign: 'node-example', sku: null, pipelineStage: null, labels: {} },
  lane: 'INTERACTIVE',
  policy: null,
  requestedAt: now,
  occurredAt: now,
}

const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
await producer.connect()
await producer.send({
  topic: 'image.requests',
  acks: -1,
  messages: [{ key: requestId, value: await registry.encode(schemaId, request) }],
})
await producer.disconnect()
console.log(`published ${requestId} with schema ${schemaId}`)

await both
await consumer.disconnect()
const outcome = found['image.outcomes']
const entry = found['cost.entries']
console.log(`outcome   ${outcome.status} by ${outcome.model} (rule ${outcome.ruleId}): ${outcome.image?.uri}`)
console.log(`charge    ${Number(entry.amountMicros) / 1e6} ${entry.currency} (${entry.provenance}, ${entry.priceBook})`)
process.exit(outcome.status === 'DELIVERED' ? 0 : 1)

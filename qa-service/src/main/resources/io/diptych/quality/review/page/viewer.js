// Shows an image, alone or against another: side by side, under a slider, or flickering. Zoom and place are the same for
// both, as shares of the image, so that the same spot is seen in each.

import { el, svg, title } from './dom.js';

const FLICKER_MILLIS = 450;
const LABEL_PIXELS = 13;

export class Viewer {
  constructor(stage) {
    this.stage = stage;
    this.mode = 'side';
    this.zoomed = false;
    this.marks = true;
    this.masked = false;
    this.middle = { x: 0.5, y: 0.5 };
    this.split = 50;
    this.front = 'result';
    this.timer = 0;
    this.result = null;
    this.panes = [];
    new ResizeObserver(() => this.place()).observe(stage);
    stage.addEventListener('pointerdown', (event) => this.drag(event));
    stage.addEventListener('dblclick', (event) => this.zoomTo(event));
  }

  // result and other: {label, blob, mediaType, width, height}; other and mask may be null.
  show({ result, other, mask, findings }) {
    this.result = result;
    this.other = other;
    this.maskImage = mask;
    this.findings = findings;
    this.render();
  }

  // Nothing is shown until the next image is there: nobody decides on one while looking at another.
  clear() {
    clearInterval(this.timer);
    this.result = null;
    this.panes = [];
    this.stage.replaceChildren();
  }

  setMode(mode) {
    this.mode = mode;
    this.render();
  }

  setZoom(zoomed) {
    this.zoomed = zoomed;
    this.middle = zoomed ? this.middle : { x: 0.5, y: 0.5 };
    this.place();
  }

  setMarks(marks) {
    this.marks = marks;
    this.stage.classList.toggle('unmarked', !marks);
  }

  setMasked(masked) {
    this.masked = masked;
    this.stage.classList.toggle('masked', masked);
  }

  // A finding's marks are made to stand out.
  point(check) {
    for (const mark of this.stage.querySelectorAll('.marks [data-check]')) {
      mark.classList.toggle('pointed', mark.dataset.check === check);
    }
  }

  render() {
    clearInterval(this.timer);
    if (!this.result) {
      return;
    }
    const alone = !this.other || !isImage(this.other) || !isImage(this.result);
    const mode = alone ? 'side' : this.mode;
    this.stage.dataset.mode = alone && !this.other ? 'single' : mode;
    this.panes = [];
    if (mode === 'side') {
      this.stage.replaceChildren(...[this.other, this.result].filter(Boolean).map((image) => this.pane([image])));
    } else {
      this.stage.replaceChildren(this.pane([this.other, this.result]));
      if (mode === 'slider') {
        this.stage.append(this.slider());
      } else {
        this.flicker();
      }
    }
    this.setMarks(this.marks);
    this.setMasked(this.masked);
    this.place();
  }

  pane(images) {
    const world = el('div', { class: 'world' });
    for (const image of images) {
      const layer = el('div', { class: `layer ${image === this.result ? 'result' : 'other'}` }, picture(image));
      if (image === this.result && isImage(image)) {
        layer.append(this.overlay(image));
        if (this.maskImage) {
          layer.append(this.maskLayer());
        }
      }
      world.append(layer);
    }
    const caption = el('figcaption', {}, images.map((image) => image.label).join('  /  '));
    const frame = el('figure', { class: 'pane' }, el('div', { class: 'frame' }, world), caption);
    this.panes.push({ frame: frame.firstChild, world, image: images.at(-1), caption });
    return frame;
  }

  overlay(image) {
    const marks = svg('svg', { class: 'marks', viewBox: `0 0 ${image.width} ${image.height}`, preserveAspectRatio: 'none' });
    const size = Math.max(image.width, image.height);
    for (const finding of this.findings) {
      for (const box of finding.boxes) {
        const label = box.label || finding.check;
        const group = svg('g', { 'data-check': finding.check, class: finding.status.toLowerCase() });
        const text = svg('text', {});
        text.textContent = title(label);
        group.append(svg('rect', { x: box.x, y: box.y, width: box.width, height: box.height, rx: size / 250 }), text);
        marks.append(group);
      }
    }
    return marks;
  }

  // Where the mask lets the model paint (alpha 0) is tinted.
  maskLayer() {
    const canvas = el('canvas', { class: 'mask', 'aria-hidden': 'true' });
    createImageBitmap(this.maskImage.blob).then((bitmap) => {
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
      const pen = canvas.getContext('2d');
      pen.drawImage(bitmap, 0, 0);
      const pixels = pen.getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < pixels.data.length; i += 4) {
        const open = pixels.data[i + 3] < 128;
        pixels.data.set(open ? [91, 91, 214, 120] : [0, 0, 0, 0], i);
      }
      pen.putImageData(pixels, 0, 0);
    }).catch(() => canvas.remove());
    return canvas;
  }

  slider() {
    const range = el('input', {
      type: 'range', min: 0, max: 100, value: this.split, class: 'split', 'aria-label': 'How much of the new image is shown',
      oninput: (event) => {
        this.split = Number(event.target.value);
        this.cut();
      },
    });
    this.line = el('div', { class: 'line', 'aria-hidden': 'true' });
    this.panes[0].frame.append(this.line);
    queueMicrotask(() => this.cut());
    return range;
  }

  cut() {
    const { world, frame } = this.panes[0];
    const result = world.querySelector('.layer.result');
    result.style.clipPath = `inset(0 0 0 ${this.split}%)`;
    const box = world.getBoundingClientRect();
    const outer = frame.getBoundingClientRect();
    this.line.style.left = `${box.left - outer.left + (box.width * this.split) / 100}px`;
  }

  flicker() {
    const { world, caption } = this.panes[0];
    const swap = () => {
      this.front = this.front === 'result' ? 'other' : 'result';
      world.dataset.front = this.front;
      caption.textContent = this.front === 'result' ? this.result.label : this.other.label;
    };
    swap();
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.timer = setInterval(swap, FLICKER_MILLIS);
    }
  }

  // Fits or shows at 100 %, with the same share of each image in the middle.
  place() {
    for (const { frame, world, image } of this.panes) {
      const { clientWidth: width, clientHeight: height } = frame;
      if (width === 0 || height === 0) {
        continue;
      }
      const fit = Math.min(width / image.width, height / image.height);
      const scale = this.zoomed ? Math.max(1 / devicePixelRatio, fit) : fit;
      const w = image.width * scale;
      const h = image.height * scale;
      const x = w <= width ? (width - w) / 2 : clamp(width / 2 - this.middle.x * w, width - w, 0);
      const y = h <= height ? (height - h) / 2 : clamp(height / 2 - this.middle.y * h, height - h, 0);
      letter(world, scale);
      Object.assign(world.style, { width: `${w}px`, height: `${h}px`, left: `${x}px`, top: `${y}px` });
    }
    if (this.stage.dataset.mode === 'slider' && this.panes.length > 0) {
      this.cut();
    }
  }

  zoomTo(event) {
    const pane = this.panes.find(({ frame }) => frame.contains(event.target));
    if (pane) {
      const box = pane.world.getBoundingClientRect();
      this.middle = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
      this.stage.dispatchEvent(new CustomEvent('zoom', { detail: !this.zoomed }));
    }
  }

  drag(event) {
    const pane = this.panes.find(({ frame }) => frame.contains(event.target));
    if (!pane || event.button !== 0 || event.target.closest('video')) {
      return;
    }
    event.preventDefault();
    const start = { x: event.clientX, y: event.clientY, middle: this.middle };
    const box = pane.world.getBoundingClientRect();
    const move = (to) => {
      this.middle = {
        x: clamp(start.middle.x - (to.clientX - start.x) / box.width, 0, 1),
        y: clamp(start.middle.y - (to.clientY - start.y) / box.height, 0, 1),
      };
      this.place();
    };
    const end = () => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', end);
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
  }
}

const isImage = (image) => image.mediaType.startsWith('image/');
const clamp = (value, least, most) => Math.min(most, Math.max(least, value));

// The address of a blob is given back when its element leaves; the page holds few at a time.
export function picture(image) {
  if (!image.blob) {
    return el('p', { class: 'gone' }, `${image.label}: ${image.problem || 'cannot be shown'}`);
  }
  const address = URL.createObjectURL(image.blob);
  if (!isImage(image)) {
    return el('video', { src: address, controls: true, loop: true, muted: true, 'aria-label': image.label });
  }
  return el('img', {
    src: address, alt: image.label, draggable: 'false', onload: () => URL.revokeObjectURL(address),
  });
}

// Labels of marks are as large on the screen at every zoom.
function letter(world, scale) {
  const height = LABEL_PIXELS / scale;
  for (const text of world.querySelectorAll('.marks text')) {
    const x = Number(text.previousSibling.getAttribute('x'));
    const y = Number(text.previousSibling.getAttribute('y'));
    text.setAttribute('font-size', height);
    text.setAttribute('x', x + height / 3);
    text.setAttribute('y', y < height * 1.6 ? y + height * 1.3 : y - height / 2.5);
  }
}

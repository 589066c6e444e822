package io.diptych.standalone.demo;

import io.diptych.standalone.stack.ServiceKind;
import io.diptych.standalone.stack.Stack;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Kills one service after the other while a run is under way, each as `kill -9` would, and starts it again.
public final class ServiceKills implements DemoListener {
    private static final List<ServiceKind> VICTIMS = List.of(
            ServiceKind.GEMINI_WORKER, ServiceKind.ROUTER, ServiceKind.COST, ServiceKind.OPENAI_WORKER, ServiceKind.QA);
    /// Jobs that end between two kills, as a share of all.
    private static final double EVERY = 0.15;

    private final Stack stack;
    private final DemoListener listener;
    private final Deque<ServiceKind> left = new ArrayDeque<>(VICTIMS);
    private final List<String> killed = new ArrayList<>();

    /// @param stack    one whose services are processes of their own
    /// @param listener hears everything too
    public ServiceKills(Stack stack, DemoListener listener) {
        this.stack = stack;
        this.listener = listener;
    }

    @Override
    public void requested(int jobs) {
        listener.requested(jobs);
    }

    @Override
    public void progress(Progress progress) {
        listener.progress(progress);
        // The first one goes while images are being made and none has ended.
        double due = killed.isEmpty() ? 0.01 : killed.size() * EVERY;
        boolean isUnderway = progress.generated() > 0 && progress.ended() < progress.jobs();
        if (!left.isEmpty() && isUnderway && progress.generated() >= due * progress.jobs()) {
            ServiceKind victim = left.pop();
            stack.kill(victim);
            stack.restart(victim);
            killed.add(victim.title());
        }
    }

    /// Services that were killed, in this order.
    public List<String> killed() {
        return List.copyOf(killed);
    }
}

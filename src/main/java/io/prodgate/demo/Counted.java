package io.prodgate.demo;

/** Counts what is answered. */
record Counted(Metrics metrics) implements Edge {
    @Override
    public Answer pass(Call call, Endpoint behind) throws InterruptedException {
        Answer answer = behind.answer(call);
        metrics.answered(call, answer.status());
        return answer;
    }
}

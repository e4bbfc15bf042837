// node-redis, rejected by 02.1-acknowledged
// PSUBSCRIBE is sent, and nobody waits for the answer.
// #region 02.1-psubscribe
    const { handlers, listener } = subscriptions.get(pattern) ?? subscription(pattern)
    subscriptions.set(pattern, { handlers: handlers.add(handler), listener })
    void patterns.pSubscribe(pattern, listener)
// #endregion

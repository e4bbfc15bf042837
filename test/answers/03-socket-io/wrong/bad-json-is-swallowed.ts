// deliveries, rejected by 03.1-bad-text
// It ignores malformed payloads without a report.
// #region 03.1-onBroadcast
    void channel
    let message: ReturnType<typeof readMessage>
    try {
      message = readMessage(JSON.parse(payload))
    } catch {}
    if (message) localSockets().emit('message', message)
// #endregion

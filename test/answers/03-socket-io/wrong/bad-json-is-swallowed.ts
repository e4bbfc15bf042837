// gateway, rejected by 03.1-bad-text
// It ignores malformed payloads without a report.
// #region 03.1-onBroadcast
    void channel
    try {
      localSockets().emit('message', readMessage(JSON.parse(payload)))
    } catch {}
// #endregion

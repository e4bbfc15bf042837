// node-redis, rejected by 01.1-at-once
// While one message is on its way, others are taken for sent.
    // #region 01.1-publish
    sending ??= inTime(publisher.publish(channel, text)).finally(() => {
      sending = undefined
    })
    return await sending
    // #endregion

  // #region 01.2-dispatch
  let sending: Promise<number> | undefined
  function dispatch(payload: string, channel: string): void {
    for (const listener of listeners.get(channel)?.values() ?? []) listener(payload)
  }
  // #endregion

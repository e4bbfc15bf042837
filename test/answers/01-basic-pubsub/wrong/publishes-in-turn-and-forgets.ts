// node-redis, rejected by 01.1-at-once
// While one message is in flight, it drops the others and returns the same count.
  // #region given-close
  let sending: Promise<number> | undefined

  async function close(): Promise<void> {
    await Promise.all([end(publisher), end(subscriber)])
  }
  // #endregion

    // #region 01.1-publish
    sending ??= publisher.publish(channel, text).finally(() => {
      sending = undefined
    })
    return sending
    // #endregion

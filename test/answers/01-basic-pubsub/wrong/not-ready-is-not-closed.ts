// node-redis, rejected by 01.8-close
// When the connection breaks during the wait, the client is not ready, so it is left open and reconnects.
  // #region 01.6-end
  const limit = sleep(CLOSE_MS, undefined, { ref: false })
  if (client.isReady) {
    await Promise.race([client.ping().catch(() => {}), limit])
    if (client.isReady) client.destroy()
  } else client.destroy()
  // #endregion

  // #region 01.8-end

  // #endregion

// services, rejected by 04.3-email-fails
// It is reported, and thrown on to the port, which reports it again.
    // #region 04.3-sendOrRelease
    try {
      await sendWelcome(event)
    } catch (error) {
      report({ kind: 'handler', error, channel })
      await store.release(key, token).catch(() => {})
      throw error
    }
    // #endregion

// node-redis, rejected by 06.7-emptied
// The group is made again, at the end of the stream: what has come since is lost.
  // #region 06.7-recover
    const gone = ['NOGROUP', 'UNBLOCKED', 'ERR no such key'].some((word) => isReply(error, word))
    if (!gone) {
      tell(error)
      await pause(RETRY_MS)
      return
    }
    onGap?.({ why: 'emptied' })
    await commands.xGroupCreate(stream, group, '$', { MKSTREAM: true }).catch(() => {})
  // #endregion

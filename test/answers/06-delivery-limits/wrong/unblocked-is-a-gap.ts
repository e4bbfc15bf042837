// ioredis, rejected by 06.7-unblocked
// A read that Redis has ended is taken for a stream that is gone.
  // #region 06.7-recover
    const gone = ['NOGROUP', 'UNBLOCKED', 'ERR no such key'].some((word) => isReply(error, word))
    if (!gone) {
      tell(error)
      await pause(RETRY_MS)
      return
    }
    onGap?.({ why: 'emptied' })
    await join().catch(tell)
  // #endregion

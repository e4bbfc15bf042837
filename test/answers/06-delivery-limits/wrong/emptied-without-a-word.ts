// ioredis, rejected by 06.7-told
// The group is made again, and nobody learns that entries are gone.
  // #region 06.7-recover
    const gone = ['NOGROUP', 'UNBLOCKED', 'ERR no such key'].some((word) => isReply(error, word))
    if (gone) return createGroup().catch(recover)
    tell(error)
    await pause(RETRY_MS)
  // #endregion

// ioredis, rejected by 06.2-afterwards
// With NOACK nothing is ever pending, so nothing can be taken over.
  // #region 06.2-readNew
    const reply = await reader.call(
      'XREADGROUP',
      ...['GROUP', group, name, 'COUNT', String(count), 'BLOCK', String(blockMs), 'NOACK', 'STREAMS', stream, '>'],
    )
    return entriesOf([reply])
  // #endregion

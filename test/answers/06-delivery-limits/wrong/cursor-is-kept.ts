// ioredis, rejected by 06.3-all-pages
// XAUTOCLAIM gives a cursor, and it is kept for the next look: what is abandoned later, before it, is never seen.
  // #region 06.3-takeOver
    const [next, messages] = (await commands.xautoclaim(stream, group, name, idleMs, cursor, 'COUNT', PAGE)) as [
      string,
      Message[],
    ]
    const last = messages.at(-1)
    if (next !== '0-0') cursor = next
    else if (last) cursor = `(${last[0]}`
    if (cursor.startsWith('(')) cursor = cursor.slice(1)
    await work(messages.map(([id, words]) => ({ id, fields: recordOf(words), attempt: 2 })))
  // #endregion
  // #region 06.3-takeOne
  let cursor = '0-0'
  // #endregion

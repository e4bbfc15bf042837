// node-redis, rejected by 06.2-reads
// It keeps its own position, and computes the next ID by adding one.
  // #region 06.2-read
    const place = options as { seen?: string }
    const seen = place.seen ?? '0-0'
    const reply = (await reader.xRead({ key: stream, id: seen }, { COUNT: count, BLOCK: blockMs })) as Reply
    const messages = reply?.[0]?.messages ?? []
    const [ms, sequence] = (messages.at(-1)?.id ?? seen).split('-')
    if (messages.length > 0) place.seen = `${ms}-${Number(sequence) + 1}`
    return messages.map(({ id, message }) => ({ id, fields: message, attempt: 1 }))
  // #endregion

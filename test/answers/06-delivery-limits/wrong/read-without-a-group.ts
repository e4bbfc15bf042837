// ioredis, rejected by 06.2-shared
// Each consumer reads the stream by itself, so each gets all entries.
  // #region 06.2-read
    const place = options as { seen?: string }
    const seen = place.seen ?? '0-0'
    const reply = (await reader.xread('COUNT', count, 'BLOCK', blockMs, 'STREAMS', stream, seen)) as Reply
    const [[, messages = []] = []] = reply ?? []
    place.seen = messages.at(-1)?.[0] ?? seen
    return messages.map(([id, words]) => ({ id, fields: toFields(words), attempt: 1 }))
  // #endregion

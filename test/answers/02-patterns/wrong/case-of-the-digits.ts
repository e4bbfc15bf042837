// channels.ts, rejected by 02.5-canonical
// `%3a` and `%3A` decode to the same character, but are two channels.
// #region 02.5-parse
    if (!parsed) return undefined
    try {
      const name = parsed.kind === 'room' ? room(parsed.id) : event(parsed.resource, parsed.action)
      return name.toLowerCase() === channel.toLowerCase() ? parsed : undefined
    } catch {
      return undefined
    }
// #endregion

// channels.ts, rejected by 02.5-canonical
// `encodeURIComponent` throws for half of a surrogate pair, which `decodeURIComponent` accepts.
// #region 02.5-parse
    if (!parsed) return undefined
    const name = parsed.kind === 'room' ? room(parsed.id) : event(parsed.resource, parsed.action)
    return name === channel ? parsed : undefined
// #endregion

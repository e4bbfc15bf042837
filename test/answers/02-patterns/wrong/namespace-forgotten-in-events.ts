// channels.ts, rejected by 02.2-events
// The pattern begins with anything.
// #region 02.2-eventsOf
    return `*${encode(resource)}:*`
// #endregion

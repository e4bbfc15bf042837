// channels.ts, rejected by 02.2-events
// Its pattern begins with an asterisk instead of the namespace.
// #region 02.2-eventsOf
    return `*${encode(resource)}:*`
// #endregion

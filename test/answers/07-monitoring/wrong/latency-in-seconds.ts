// monitor.ts, rejected by 07.2-degraded
// A thousandth of what it is.
// #region 07.2-arrived
    if (text === flight?.id) flight.land((performance.now() - flight.sentAt) / 1000)
// #endregion

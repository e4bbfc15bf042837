// monitor.ts, rejected by 07.2-foreign and 07.2-late
// Whatever arrives is the canary.
// #region 07.2-arrived
    if (text !== undefined && flight) flight.land(performance.now() - flight.sentAt)
// #endregion

// status, rejected by 08.6-down
// Its status waits for Redis, even to say that Redis is down.
// #region 08.6-asked
return inspect().catch(() => undefined)
// #endregion

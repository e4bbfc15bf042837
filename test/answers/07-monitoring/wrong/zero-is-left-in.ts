// node-redis, rejected by 07.1-between
// A channel that has gone meanwhile is listed with 0 subscribers.
// #region 07.1-hasSubscriber
function hasSubscriber([_channel, _count]: readonly [string, number]): boolean {
  return true
}
// #endregion

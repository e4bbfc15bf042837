// ioredis, rejected by 01.1-count
// It asks for the number of subscribers afterwards, which leaves out patterns and can be out of date.
// #region 01.1-publish
await publisher.publish(channel, text)
const [, count] = (await publisher.pubsub('NUMSUB', channel)) as [string, number]
return Number(count)
// #endregion

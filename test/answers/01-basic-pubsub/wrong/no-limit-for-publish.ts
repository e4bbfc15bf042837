// node-redis, rejected by 01.5-silent
// The five seconds of node-redis are taken for a limit on the reply.
    // #region 01.1-publish
    return await publisher.publish(channel, text)
    // #endregion

// ioredis, rejected by 01.1-count
// It encodes messages as one byte for each character.
    // #region 01.1-publish
    return publisher.publish(channel, Buffer.from(text, 'latin1'))
    // #endregion

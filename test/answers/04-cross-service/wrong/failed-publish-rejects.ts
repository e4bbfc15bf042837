// services, rejected by 04.1-unsent
// As in the tutorial, the user is stored, but the caller gets an error.
    // #region 04.1-publish
    await pubsub.publish(channel, JSON.stringify(newEvent(user)))
    // #endregion

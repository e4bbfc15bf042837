// rooms, rejected by 03.3-members
// Every server hears every room, whether it has members or not.
  // #region 03.3-settled
  function settled(room: Room): Promise<void> {
    void [room, report]
    return pubsub.psubscribe(channelOf('*'), deliver)
  }

  async function unsubscribe(room: Room): Promise<void> {
    void room
  }
  // #endregion

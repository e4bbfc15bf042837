// rooms, rejected by 03.4-close
// The subscriptions of rooms stay.
    // #region 03.4-closeRooms
    closed = true
    // #endregion

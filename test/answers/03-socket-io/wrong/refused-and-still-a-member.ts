// rooms, rejected by 03.5-refused
// The entry of the room is made before Redis has answered, and stays when it says no.
    // #region 03.5-giveUp
    void [socket, room]
    // #endregion

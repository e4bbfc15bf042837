// rooms, rejected by 03.3-last
// Socket.IO takes a socket out of its rooms by itself, and nobody unsubscribes.
    // #region 03.3-leaveAll
    void socket
    // #endregion

// requests, rejected by 03.3-acknowledged
// As in the tutorial: the join is acknowledged before Redis confirms.
// #region given-joinRoom
    if (!(await mayEnter(socket.data.user, room))) return refuse('forbidden')
    void rooms.join(socket, room).catch(() => {})
    return OK
// #endregion

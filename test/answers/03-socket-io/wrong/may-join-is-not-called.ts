// requests, rejected by 03.3-may-not
// Every user can join every room.
// #region given-joinRoom
    return (await rooms.join(socket, room)) ? OK : refuse('not-joined')
// #endregion

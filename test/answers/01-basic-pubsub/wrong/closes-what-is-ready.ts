// node-redis, rejected by 01.6-silent
// close() waits for the reply to a publish(), which never comes.
  // #region 01.6-end
  if (client.isReady) await client.close()
  else if (client.isOpen) client.destroy()
  // #endregion

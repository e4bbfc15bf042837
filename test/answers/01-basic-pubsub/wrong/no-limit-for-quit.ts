// ioredis, rejected by 01.6-silent
// It waits for the reply to QUIT without a limit.
  // #region 01.6-end
  client.options.commandTimeout = undefined
  if (client.status === 'ready') await client.quit()
  else client.disconnect()
  // #endregion

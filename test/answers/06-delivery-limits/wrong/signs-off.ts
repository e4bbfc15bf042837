// node-redis, rejected by 06.4-failed-stays
// close() removes the consumer from its group, and with it all that is pending with it: what has failed never comes again.
  // #region 06.4-finish
    await Promise.race([running, nothingToWaitFor()])
    clearInterval(beat)
    if (commands.isReady) await commands.xGroupDelConsumer(stream, group, name).catch(tell)
    await Promise.all([end(reader), end(commands)])
  // #endregion

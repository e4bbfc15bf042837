// api, rejected by 08.2-fields
// "Bad request", and now guess.
      // #region 08.1-taking
      const reading = readBody(event, request.body, id)
      if ('fields' in reading) {
        refuse(response, 400, 'Bad request.')
        return
      }
      const subscriptions = await shop.publish(event, reading.data, id)
      response.status(201).json({ id, subscriptions } satisfies Accepted)
      // #endregion

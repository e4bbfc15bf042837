// api, rejected by 08.1-accepted
// Two services are subscribed, so everybody is told of two.
      // #region 08.1-taking
      const reading = readBody(event, request.body, id)
      if ('fields' in reading) {
        refuse(response, 400, 'Some fields are missing or wrong.', reading.fields)
        return
      }
      await shop.publish(event, reading.data, id)
      response.status(201).json({ id, subscriptions: 2 } satisfies Accepted)
      // #endregion

// Package signin is the conversation in which people prove who they are: sellers by a shop's api key, admins by the
// name and password of a Django user. Messages that hold a secret are taken out of the chat at once.
package signin

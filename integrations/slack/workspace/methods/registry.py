"""The registration list of the Web API: which methods exist, and how often they may be called."""

from collections.abc import Callable, Mapping
from typing import Any

from integrations.slack.workspace.methods import directory, files, messages, panes, streams, views
from integrations.slack.workspace.methods.call import Call

Method = Callable[[Call], dict[str, Any]]

METHODS: Mapping[str, Method] = {
    "auth.test": directory.auth_test,
    "apps.connections.open": directory.connections_open,
    "oauth.v2.access": directory.oauth_access,
    "users.info": directory.user_info,
    "users.lookupByEmail": directory.user_by_email,
    "users.list": directory.users_list,
    "conversations.open": directory.conversation_open,
    "conversations.info": directory.conversation_info,
    "conversations.list": directory.conversations_list,
    "conversations.replies": directory.replies,
    "conversations.history": directory.history,
    "chat.postMessage": messages.post,
    "chat.postEphemeral": messages.post_ephemeral,
    "chat.update": messages.update,
    "chat.delete": messages.delete,
    "chat.getPermalink": messages.permalink,
    "chat.startStream": streams.start,
    "chat.appendStream": streams.append,
    "chat.stopStream": streams.stop,
    "files.getUploadURLExternal": files.upload_url,
    "files.completeUploadExternal": files.complete_upload,
    "views.open": views.open_view,
    "views.push": views.push_view,
    "views.update": views.update_view,
    "views.publish": views.publish,
    "assistant.threads.setStatus": panes.set_status,
    "assistant.threads.setTitle": panes.set_title,
    "assistant.threads.setSuggestedPrompts": panes.set_prompts,
}
WITHOUT_TOKEN = frozenset({"oauth.v2.access"})

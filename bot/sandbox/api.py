"""The Bot API over HTTP: one request in, one envelope out, with the scripted trouble between."""

import json
from collections.abc import Callable
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.sandbox import (
    albums,
    connection,
    editing,
    introducing,
    offering,
    receiving,
    requests,
    sending,
)
from bot.sandbox.faults import BAD_GATEWAY, Fault
from bot.sandbox.reference import BY_LOWER_CASE
from bot.sandbox.refusal import Refusal
from bot.sandbox.requests import Call
from bot.sandbox.state import State
from bot.sandbox.values import Json

METHODS: dict[str, Callable[[State, Call], Any]] = {
    "getMe": receiving.get_me,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.webhook_info,
    "answerCallbackQuery": receiving.answer_callback,
    "answerInlineQuery": offering.answer_inline,
    "getFile": receiving.get_file,
    "getChat": receiving.get_chat,
    "leaveChat": receiving.leave_chat,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendAnimation": sending.send_animation,
    "sendVideo": sending.send_video,
    "sendDocument": sending.send_document,
    "sendMediaGroup": albums.send_media_group,
    "sendPoll": sending.send_poll,
    "sendLocation": sending.send_location,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_text,
    "editMessageCaption": editing.edit_caption,
    "editMessageMedia": editing.edit_media,
    "editMessageReplyMarkup": editing.edit_markup,
    "stopPoll": editing.stop_poll,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "setMessageReaction": editing.react,
    "pinChatMessage": editing.pin,
    "unpinChatMessage": editing.unpin,
    "unpinAllChatMessages": editing.unpin_all,
    "setMyCommands": introducing.set_commands,
    "getMyCommands": introducing.get_commands,
    "deleteMyCommands": introducing.delete_commands,
    "setMyName": introducing.set_text,
    "getMyName": introducing.get_text,
    "setMyDescription": introducing.set_text,
    "getMyDescription": introducing.get_text,
    "setMyShortDescription": introducing.set_text,
    "getMyShortDescription": introducing.get_text,
    "setChatMenuButton": introducing.set_menu,
    "getChatMenuButton": introducing.get_menu,
}


class BotApi:
    """The ASGI application behind `/bot<token>/<method>`."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        request = Request(scope, receive)
        spelled = request.path_params["method"]
        method = BY_LOWER_CASE.get(spelled.lower(), spelled)
        try:
            call = await requests.read(request, method)
        except Refusal as refusal:
            await _refused(refusal)(scope, receive, send)
        except ClientDisconnect:
            return  # the client died while it was still writing: nothing was accepted
        else:
            answer = await self._play(request, call, send)
            if answer is not None:
                await answer(scope, receive, send)

    async def _play(self, request: Request, call: Call, send: Send) -> Response | None:
        """The answer, or None when there is nobody or nothing to send it to any more."""
        fault = self._state.faults.meant_for(call.method, self._chat_of(call))
        if fault is None:
            return await connection.unless_gone(request.receive, self._proper(request, call))
        self._state.wake()  # a test may wait for the moment at which the script strikes
        if fault.kind == "hold":
            return await self._hold(fault, request, call)
        whole = await self._proper(request, call) if fault.applied else _json({"ok": True})
        return await _spoil(fault, whole, request.receive, send)

    async def _hold(self, fault: Fault, request: Request, call: Call) -> Response | None:
        answer = await self._proper(request, call) if fault.applied else None
        # A request that is only late still arrives, even when its client has gone.
        if await self._state.faults.hold(fault):
            return answer or await self._proper(request, call)
        await connection.reset(request.receive)
        return None

    async def _proper(self, request: Request, call: Call) -> Response:
        try:
            result = await self._result(request.path_params["token"], call)
        except Refusal as refusal:
            return _refused(refusal)
        return _json({"ok": True, "result": result})

    async def _result(self, token: str, call: Call) -> Any:
        if token != self._state.token:
            raise Refusal(401, "Unauthorized")
        handler = METHODS.get(call.method)
        if handler is None:
            raise Refusal(404, "Not Found")
        answer = handler(self._state, requests.check(call))
        return await answer if call.method == "getUpdates" else answer

    def _chat_of(self, call: Call) -> int | None:
        """The chat a fault may be meant for; a tap's chat is the person who tapped."""
        tap = self._state.callbacks.taps.get(str(call.get("callback_query_id")))
        chat_id = tap.user_id if tap else call.get("chat_id")
        try:
            return int(chat_id)
        except (TypeError, ValueError):
            return None


async def _spoil(fault: Fault, whole: Response, receive: Receive, send: Send) -> Response | None:
    if fault.kind == "reset":
        await connection.reset(receive)
        return None
    if fault.kind == "half":
        await connection.send_half(whole, receive, send)
        return None
    if fault.kind == "garbage":
        return Response(b'{"ok":true,"resu', media_type="application/json")
    if fault.html:
        return Response(BAD_GATEWAY, status_code=fault.status, media_type="text/html")
    return _json(fault.envelope())


def _refused(refusal: Refusal) -> Response:
    body: Json = {
        "ok": False,
        "error_code": refusal.status,
        "description": refusal.description,
    }
    return _json(body | ({"parameters": refusal.parameters} if refusal.parameters else {}))


def _json(envelope: Json) -> Response:
    retry_after = envelope.get("parameters", {}).get("retry_after")
    return Response(
        # Only ASCII leaves, so that a lone surrogate in an injected update survives.
        json.dumps(envelope),
        status_code=envelope.get("error_code", 200),
        headers={} if retry_after is None else {"Retry-After": str(retry_after)},
        media_type="application/json",
    )

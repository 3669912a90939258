"""Lists and calls all tools with the official Python client, which checks each result against its tool's output schema."""

import asyncio
import json
import sys

import jsonschema
from mcp import Client, StdioServerParameters


def with_kept(value, kept):
    if isinstance(value, dict):
        return {key: with_kept(inner, kept) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_kept(inner, kept) for inner in value]
    return kept[value[1:]] if isinstance(value, str) and value.startswith("$") else value


async def main(command, args, env, story, mode):
    kept = {}
    server = StdioServerParameters(command=command, args=args, env=env)
    async with Client(server, mode=mode) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert len(tools) == 39, len(tools)
        for step in story:
            result = await client.call_tool(step["tool"], with_kept(step["args"], kept))
            assert not result.is_error, (step["tool"], result.content)
            value = result.structured_content
            jsonschema.validate(value, tools[step["tool"]].output_schema)
            assert json.loads(result.content[-1].text) == value, step["tool"]
            if "keep" in step:
                name, member = step["keep"]
                kept[name] = value[member]
        prompt = await client.get_prompt("investigate_anomaly", {"entity_id": "car-1"})
        assert len(prompt.messages) == 1
        guide = await client.read_resource("vectorscaledb://guides/start")
        assert len(guide.contents) == 1
    print(f"{len(tools)} tools listed, {len(story)} calls")


given = json.load(sys.stdin)
asyncio.run(main(given["command"], given["args"], given["env"], given["story"], given["mode"]))

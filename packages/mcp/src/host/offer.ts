import type {
  CallToolResult,
  CompleteResult,
  GetPromptResult,
  InputRequiredResult,
  Prompt,
  ReadResourceResult,
  Resource,
  ResourceTemplateType,
  ServerCapabilities,
  ServerContext,
  Tool,
} from '@modelcontextprotocol/server';

type Answer<Result> = Promise<Result | InputRequiredResult> | Result | InputRequiredResult;

export interface Named {
  readonly name: string;
  readonly arguments: unknown;
}

/** What a server has for its client. The host around it knows the protocol, and nothing of what is offered. */
export interface Offer {
  readonly capabilities: ServerCapabilities;
  readonly instructions: string;
  tools(): Tool[];
  callTool(call: Named, context: ServerContext, asks: Asks): Answer<CallToolResult>;
  resources(): Resource[];
  templates(): ResourceTemplateType[];
  readResource(uri: string, context: ServerContext): Answer<ReadResourceResult>;
  prompts(): Prompt[];
  getPrompt(call: Named, context: ServerContext): Answer<GetPromptResult>;
  complete(argument: string, typed: string): Promise<CompleteResult['completion']>;
  close(): void;
}

/** Whether this client can put a question to its user. */
export type Asks = () => boolean;

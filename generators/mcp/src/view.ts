import { headerLines, type Lexeme, markdownCode, markdownText, numeral, type RenderInput } from '@sdkgen/codegen';
import { Common } from './common.ts';
import { json, lineComment } from './literals.ts';
import { Shapes } from './shapes.ts';
import { type Tool, toolOf } from './tool.ts';

export interface View {
  readonly header: readonly Lexeme[];
  readonly tools: readonly Lexeme[];
  readonly shapes: readonly { readonly name: Lexeme; readonly members: Lexeme }[];
  readonly categories: readonly CategoryView[];
  readonly common: readonly { readonly line: Lexeme; readonly text: Lexeme }[];
  readonly title: Lexeme;
  readonly count: Lexeme;
  readonly categoryCount: Lexeme;
}

interface CategoryView {
  readonly name: Lexeme;
  readonly title: Lexeme;
  readonly value: Lexeme;
  readonly description: Lexeme;
  readonly tools: readonly { readonly name: Lexeme; readonly text: Lexeme; readonly does: Lexeme }[];
}

export function viewOf(input: RenderInput): View {
  const { api, config } = input;
  const shapes = new Shapes(api);
  const operations = api.operations.filter(({ alternative }) => alternative === null);
  const common = new Common(api, operations);
  const tools = operations.map((one) => toolOf(api, shapes, one, common.has));
  return {
    header: headerLines(input).map(lineComment),
    tools: tools.map((tool) => json(asJson(tool))),
    shapes: shapes.all.map(([name, shape]) => ({ name: json(name), members: json(shape) })),
    categories: categoriesOf(input, tools),
    common: common.lines.map((line) => ({ line: json(line), text: markdownText(line) })),
    title: markdownText(config.title),
    count: numeral(tools.length),
    categoryCount: numeral(new Set(tools.map(({ category }) => category)).size),
  };
}

function categoriesOf({ api }: RenderInput, tools: readonly Tool[]): CategoryView[] {
  const names = [...new Set(tools.map(({ category }) => category))];
  return names.map((category) => {
    const description = api.tags.find(({ name }) => name.words.join('_') === category)?.docs.description ?? '';
    return {
      name: json(category),
      title: markdownText(category),
      value: json(description),
      description: markdownText(description),
      tools: tools
        .filter((tool) => tool.category === category)
        .map(({ name, description, effect, idempotent }) => ({
          name: markdownCode(name),
          text: markdownText(description),
          does: markdownText(`${effect}${effect !== 'reads' && idempotent ? ', idempotent' : ''}`),
        })),
    };
  });
}

/** Members without a value are left out. */
const asJson = (tool: Tool) => JSON.parse(JSON.stringify(tool));

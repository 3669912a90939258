#!/usr/bin/env bash
# Pushes the branch that `nx run regenerate -- --branch` made and opens its pull request, or renews the one there is.
set -euo pipefail
cd "$(dirname "$0")/.."
branch=$(git branch --show-current)
if [ "$branch" = main ]; then
  echo 'the document is known: there is nothing to propose'
  exit 0
fi
gh auth setup-git
git push --force origin "$branch"
title=$(git log -1 --format=%s)
if gh pr view "$branch" --repo "$REPOSITORY" >/dev/null 2>&1; then
  gh pr edit "$branch" --repo "$REPOSITORY" --title "$title" --body-file dist/regenerate/proposal.md
else
  gh pr create --repo "$REPOSITORY" --base main --head "$branch" --title "$title" --body-file dist/regenerate/proposal.md
fi

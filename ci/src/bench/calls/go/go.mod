module bench

go 1.26

require (
	github.com/GIT_USER_ID/GIT_REPO_ID v0.0.0
	github.com/openai/openai-go/v3 v3.96.0
	github.com/vectorscaledb/sdks/sdks/go v0.0.0
)

replace (
	github.com/GIT_USER_ID/GIT_REPO_ID => ./openapi-generator
	github.com/vectorscaledb/sdks/sdks/go => ./sdk
)

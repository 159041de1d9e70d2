using System.Text.Json.Nodes;
using Dateline.News;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Dateline.Newsroom.Api;

/// <summary>The OpenAPI document of the newsroom's API, made of what stands beside each endpoint, and a page to read it by. Both need a key or a staff session.</summary>
internal static class NewsroomOpenApi
{
    private const string Document = "newsroom";
    private const string KeyScheme = "key";

    /// <summary>What any endpoint may answer, so that it is not said at each.</summary>
    private static readonly string[] Everywhere = ["key-missing", "scope-missing", "antiforgery", "store-unavailable"];

    private static readonly string[] WithBody =
        ["media-type", "too-large", "empty", "encoding", "malformed", "trailing-content", "depth-limit", "duplicate-key", "control-char", "lone-surrogate", "number-range", "date-range", "wrong-type", "unknown-member"];

    internal static void AddNewsroomOpenApi(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.ShouldInclude = description => description.ActionDescriptor.EndpointMetadata.OfType<ApiEndpoint>().Any();
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiEndpoint>().FirstOrDefault() is { } endpoint) Describe(operation, endpoint, context.Document!);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
    });

    internal static void MapNewsroomOpenApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi(ApiMap.Root + "{documentName}.json").RequireAuthorization(Staff.StaffModule.DocsPolicy);
        var page = routes.MapScalarApiReference(ApiMap.Root + "docs", options => options
            .WithTitle("Dateline API")
            .AddDocument(Document, "Newsroom", ApiMap.Root + "{documentName}.json")
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideDeveloperTools()
            .HideClientButton());
        page.RequireAuthorization(Staff.StaffModule.DocsPolicy);
        page.Finally(builder =>
        {
            // Scalar lets anyone in, and that would outweigh the policy.
            foreach (var open in builder.Metadata.OfType<IAllowAnonymous>().ToList()) builder.Metadata.Remove(open);
            var next = builder.RequestDelegate!;
            builder.RequestDelegate = http =>
            {
                http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";
                http.Response.Headers.XContentTypeOptions = "nosniff";
                return next(http);
            };
        });
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Dateline newsroom API",
            Version = "v1",
            Description = "Everything a newsroom does with stories, from the draft to the kill. Send your key as `Authorization: Bearer dl_…`. Times are RFC 3339 with a zone.\n\n"
                + "Every POST takes an `Idempotency-Key`: the same request again under the same key is answered the same and done once.\n\n"
                + "What is not done is answered as RFC 9457 `application/problem+json` with a stable `code`:\n\n| Code | Status | Meaning |\n|---|---|---|\n"
                + string.Join('\n', ProblemCodes.All.Select(c => $"| `{c.Key}` | {c.Value.Status} | {c.Value.Title} |")),
        };
        document.Servers = [];
        document.Tags = document.Tags?.Where(t => document.Paths.Values.SelectMany(p => p.Operations ?? []).Any(o => o.Value.Tags?.Any(used => used.Name == t.Name) == true)).ToHashSet();
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        foreach (var (name, shape) in Shapes.All) document.Components.Schemas[name] = Schema(shape, document, isStrict: name == "StoryContent");
        ((OpenApiSchema)document.Components.Schemas["Problem"]).Examples = [JsonNode.Parse(Problem.From(ExampleRefusal).ToAnswer().Text)!];
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[KeyScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "dl_…", Description = "An API key" };
    }

    private static void Describe(OpenApiOperation operation, ApiEndpoint endpoint, OpenApiDocument document)
    {
        var doc = endpoint.Doc;
        var codes = CodesOf(endpoint);
        operation.OperationId = doc.Id;
        operation.Tags = new HashSet<OpenApiTagReference> { new(doc.Tag, document) };
        document.Tags ??= new HashSet<OpenApiTag>();
        if (document.Tags.All(t => t.Name != doc.Tag)) document.Tags.Add(new OpenApiTag { Name = doc.Tag });
        operation.Summary = doc.Summary;
        operation.Description = $"{doc.Description}\n\nScope: `{endpoint.Scope}`.{(doc.Codes.Count == 0 ? "" : $" Codes of its own: {string.Join(", ", doc.Codes.Select(c => $"`{c}`"))}.")}".Trim();
        operation.Parameters = Parameters(endpoint);
        operation.RequestBody = doc.File is { } file ? FileBody(file) : doc.Body is null ? null : Body(doc, document);
        operation.Responses = Responses(doc, codes, document);
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [endpoint.Scope] }];
    }

    internal static IReadOnlyList<string> CodesOf(ApiEndpoint endpoint)
    {
        var codes = new List<string>(endpoint.Doc.Codes);
        if (endpoint.Doc.Body is not null) codes.AddRange(WithBody);
        if (endpoint.Doc.File is not null) codes.Add("too-large");
        if (endpoint.Method == "POST") codes.AddRange(["idempotency-mismatch", "header-bad"]);
        codes.AddRange(Everywhere);
        return [.. codes.Distinct()];
    }

    private static List<IOpenApiParameter> Parameters(ApiEndpoint endpoint)
    {
        var parameters = new List<IOpenApiParameter>();
        foreach (var part in RoutePatternParts(endpoint.Path))
            parameters.Add(Parameter(part.Name, ParameterLocation.Path, part.IsNumber ? "Its number" : part.Name == "id" ? "Its id" : "Its " + part.Name, required: true, part.IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String));
        foreach (var (name, about) in endpoint.Doc.Query) parameters.Add(Parameter(name, ParameterLocation.Query, about));
        foreach (var (name, about) in endpoint.Doc.Headers) parameters.Add(Parameter(name, ParameterLocation.Header, about, required: true));
        if (endpoint.Method == "POST") parameters.Add(Parameter("Idempotency-Key", ParameterLocation.Header, "1 to 200 visible ASCII characters of your own: the same request again is done once"));
        return parameters;
    }

    private static IEnumerable<(string Name, bool IsNumber)> RoutePatternParts(string path) =>
        path.Split('/').Where(p => p.StartsWith('{')).Select(p => p.Trim('{', '}').Split(':')).Select(p => (p[0], p.Length > 1));

    private static OpenApiParameter Parameter(string name, ParameterLocation place, string about, bool required = false, JsonSchemaType type = JsonSchemaType.String) =>
        new() { Name = name, In = place, Description = about, Required = required, Schema = new OpenApiSchema { Type = type } };

    private static OpenApiRequestBody FileBody(string about) => new()
    {
        Required = true,
        Description = about,
        Content = new Dictionary<string, OpenApiMediaType> { ["application/octet-stream"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } } },
    };

    private static OpenApiRequestBody Body(ApiDoc doc, OpenApiDocument document) => new()
    {
        Required = doc.Body!.Needs.Count > 0 || doc.Body.Name is not null,
        Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = Schema(doc.Body, document, isStrict: true), Example = doc.Example is null ? null : JsonNode.Parse(doc.Example) } },
    };

    private static OpenApiResponses Responses(ApiDoc doc, IReadOnlyList<string> codes, OpenApiDocument document)
    {
        var responses = new OpenApiResponses { [Status(doc.Status)] = Success(doc, document) };
        foreach (var group in codes.GroupBy(c => ProblemCodes.All[c].Status).OrderBy(g => g.Key))
            responses[Status(group.Key)] = new OpenApiResponse
            {
                Description = string.Join("; ", group.Select(c => $"`{c}` {ProblemCodes.All[c].Title}")),
                Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = Schema(Shapes.Problem, document) } },
            };
        return responses;
    }

    private static OpenApiResponse Success(ApiDoc doc, OpenApiDocument document)
    {
        var response = new OpenApiResponse { Description = doc.Status switch { 201 => "Made", 204 => "Done", _ => "As asked" } };
        if (doc.AnswersType is { } type) response.Content = new Dictionary<string, OpenApiMediaType> { [type] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } } };
        else if (doc.Answers is { } shape) response.Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = Schema(shape, document) } };
        return response;
    }

    private static Refusal ExampleRefusal => ReleaseRules.Decide(Standing.NeverSent with { State = StoryState.Published, Version = 1 }, new ReleaseOrder { Action = ReleaseAction.Kill, By = "-" }, new ReleaseFacts(new StoryContent()), default).Refusal!;

    private static string Status(int status) => status.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A body is read strictly; an answer may have more members one day.</summary>
    private static IOpenApiSchema Schema(Shape shape, OpenApiDocument document, bool isStrict = false)
    {
        if (shape.Name is { } name) return new OpenApiSchemaReference(name, document);
        var schema = new OpenApiSchema { Type = TypeOf(shape.Type!), Description = shape.About, Format = shape.Format };
        if (shape.Values.Count > 0) schema.Enum = [.. shape.Values.Select(v => (JsonNode)JsonValue.Create(v)!)];
        if (shape.Of is { } of) schema.Items = Schema(of, document, isStrict);
        if (shape.Members.Count > 0)
        {
            schema.Properties = shape.Members.ToDictionary(m => m.Name, m => Schema(m.Shape, document, isStrict));
            schema.AdditionalPropertiesAllowed = !isStrict;
        }
        if (shape.Needs.Count > 0) schema.Required = shape.Needs.ToHashSet();
        return schema;
    }

    private static JsonSchemaType TypeOf(string type) => type switch
    {
        "string" => JsonSchemaType.String,
        "integer" => JsonSchemaType.Integer,
        "boolean" => JsonSchemaType.Boolean,
        "array" => JsonSchemaType.Array,
        _ => JsonSchemaType.Object,
    };
}

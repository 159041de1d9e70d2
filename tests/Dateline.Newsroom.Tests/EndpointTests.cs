using System.Net;
using System.Text.Json.Nodes;
using Dateline.Newsroom.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Dateline.Newsroom.Tests;

/// <summary>What holds for every endpoint there is, found in the endpoint table: a new one can't be forgotten.</summary>
public class EndpointTests(OneHost one) : IClassFixture<OneHost>
{
    // Who is not known yet must be able to come in, the pages' scripts and styles hold nothing of anybody's, and a draft is shown to whoever has its address.
    private static readonly string[] Doors = ["staff/enter", "newsroom/enter", "newsroom/entered", "newsroom/code", "newsroom/setup", "newsroom/join", "newsroom/assets/{file}", "draft/{token}"];

    private IReadOnlyList<ApiEndpoint> Api => [.. one.Host.Endpoints.Select(e => e.Metadata.GetMetadata<ApiEndpoint>()).OfType<ApiEndpoint>()];

    [Fact]
    public void Every_endpoint_of_the_api_asks_for_a_scope_that_exists()
    {
        Assert.True(Api.Count > 40);
        foreach (var endpoint in one.Host.Endpoints.OfType<RouteEndpoint>().Where(e => !Doors.Contains(e.RoutePattern.RawText!.TrimStart('/'))))
        {
            Assert.True(endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null, $"{endpoint} asks for nothing.");
            Assert.Null(endpoint.Metadata.GetMetadata<IAllowAnonymous>());
        }
        Assert.All(Api, e => Assert.Contains(e.Scope, Scopes.All.Keys));
    }

    [Fact]
    public async Task Without_a_key_every_endpoint_answers_401_and_with_a_key_for_nothing_403()
    {
        var nobody = new Caller(one.Host.Address, "", "");
        var stranger = new Caller(one.Host.Address, "dl_" + new string('x', 52), "");
        var weak = await one.Host.CallerAsync("metrics");
        foreach (var endpoint in Api)
        {
            var path = endpoint.Path.Replace("{id}", Guid.Empty.ToString("D"), StringComparison.Ordinal).Replace("{number:int}", "1", StringComparison.Ordinal).Replace("{code}", "x", StringComparison.Ordinal).Replace("{prefix}", "x", StringComparison.Ordinal);
            (await nobody.Send(new HttpMethod(endpoint.Method), path)).Refused(HttpStatusCode.Unauthorized, "key-missing");
            (await stranger.Send(new HttpMethod(endpoint.Method), path)).Refused(HttpStatusCode.Unauthorized, "key-missing");
            (await weak.Send(new HttpMethod(endpoint.Method), path)).Refused(HttpStatusCode.Forbidden, "scope-missing");
        }
    }

    [Fact]
    public async Task The_openapi_document_has_every_endpoint_with_summary_codes_and_examples()
    {
        var document = (await one.Desk.Get("newsroom.json")).Done;
        foreach (var endpoint in Api)
        {
            var path = "/api/v1/" + endpoint.Path.Replace(":int", "", StringComparison.Ordinal);
            var operation = document["paths"]![path]?[endpoint.Method.ToLowerInvariant()];
            Assert.True(operation is not null, $"{endpoint.Method} {path} is not in the document.");
            Assert.False(string.IsNullOrEmpty((string?)operation["summary"]), path);
            Assert.Contains(endpoint.Scope, operation["security"]![0]!["key"]!.AsArray().Select(s => (string)s!));
            foreach (var code in NewsroomOpenApi.CodesOf(endpoint)) Assert.NotNull(operation["responses"]![ProblemCodes.All[code].Status.ToString()]);
            if (endpoint.Doc.Body is not null) Assert.NotNull(operation["requestBody"]!["content"]!["application/json"]!["example"]);
        }
        var operations = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()).Count();
        Assert.Equal(Api.Count, operations);
        Assert.Equal(Api.Count, Api.Select(e => e.Doc.Id).Distinct().Count());
    }

    [Fact]
    public async Task The_contract_changes_only_on_purpose() => Golden.Matches("docs/contracts/newsroom-api.json", (await one.Desk.Get("newsroom.json")).Text + "\n");

    [Fact]
    public async Task Every_reference_in_the_document_leads_somewhere()
    {
        var document = (await one.Desk.Get("newsroom.json")).Done;
        foreach (var reference in References(document)) Assert.True(document["components"]!["schemas"]![reference["#/components/schemas/".Length..]] is not null, reference);
    }

    [Fact]
    public void Every_code_is_documented_somewhere() =>
        Assert.Empty(ProblemCodes.All.Keys.Except(Api.SelectMany(NewsroomOpenApi.CodesOf)).Except(["not-later", "embargo-elsewhere"]));

    [Fact]
    public async Task The_document_and_its_page_need_a_key()
    {
        var nobody = new Caller(one.Host.Address, "", "");
        foreach (var path in new[] { "newsroom.json", "docs", "docs/" }) Assert.NotEqual(HttpStatusCode.OK, (await nobody.Get(path)).Status);
    }

    [Fact]
    public async Task The_example_of_every_action_can_be_read()
    {
        foreach (var endpoint in Api.Where(e => e.Path.Contains("/actions/", StringComparison.Ordinal) && e.Doc.Example is not null))
        {
            var said = await one.Desk.Post(endpoint.Path.Replace("{id}", await one.Desk.Draft(), StringComparison.Ordinal), endpoint.Doc.Example);
            Assert.True((int)said.Status is 200 or 409 or 422, said.Text);
        }
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Key == "$ref" ? [(string)p.Value!] : References(p.Value)),
        JsonArray a => a.SelectMany(References),
        _ => [],
    };
}

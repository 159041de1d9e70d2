using System.Text.Json;
using Dateline.Newsroom.Admin;
using Dateline.Newsroom.Api;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Dateline.Store.Writing;

namespace Dateline.Newsroom.Outputs;

/// <summary>The people of a client, who read in the portal: invited by a link that is told once, given a role, ended.</summary>
internal static class ClientPersonList
{
    private const string Root = "clients/{code}/people";

    private static readonly Shape PersonShape = Shape.Object(
        ("pseudonym", Shape.Text("Who they are in the audit and in receipts")), ("login", Shape.Text("The mail address they sign in with: kills of what they read and their alerts go there")), ("name", Shape.Text("Their name")),
        ("role", RoleShape), ("hasPassword", Shape.Flag("Whether they have set a password")), ("hasCode", Shape.Flag("Whether a code generator is asked for")), ("created", Shape.Time("Since when they are known")), ("ended", Shape.Time("Since when they may not sign in")));

    private static readonly Shape LinkShape = Shape.Object(("path", Shape.Text("Path and query of the link, to be put behind the server's address: shown this once")), ("until", Shape.Time("Until when it is good")), ("person", PersonShape));

    private static Shape RoleShape => Shape.OneOf("What they may do", ClientRole.All.Select(static r => r.Name));

    internal static void Map(ApiMap api)
    {
        api.Get(Root, Scopes.Outputs, List, new("clientPersonList", "Outputs", "List the people of a client who read in the portal, by name") { Answers = Shape.Page(PersonShape), Codes = ["unknown"] });
        api.Post(Root, Scopes.Outputs, Invite, new("clientPersonInvite", "Outputs", "Invite somebody at a client: they set a password by the link and read in the portal")
        {
            Description = "The first one makes a destination by the channel \"portal\", for which what the client's products hold lies ready. The link is good once, for seven days. A repeated request under the same Idempotency-Key is answered without it.\n\nRoles: `reader` reads and searches, `downloader` also copies and downloads, `admin` also invites colleagues.",
            Status = 201,
            Body = Shape.Object(("login", Shape.Text("Their mail address")), ("name", Shape.Text("Their name")), ("role", RoleShape)).Needing("login", "name", "role"),
            Example = """{"login":"per@radio-nord.example","name":"Per Dahl","role":"downloader"}""",
            Answers = LinkShape,
            Codes = ["unknown", "login-taken", "login-bad", "role-unknown"],
        });
        api.Post(Root + "/{login}/role", Scopes.Outputs, SetRole, new("clientPersonRole", "Outputs", "Give a client's person another role: it holds from their next request")
        {
            Body = Shape.Object(("role", RoleShape)).Needing("role"),
            Example = """{"role":"admin"}""",
            Answers = PersonShape,
            Codes = ["unknown", "role-unknown"],
        });
        api.Post(Root + "/{login}/link", Scopes.Outputs, Link, new("clientPersonLink", "Outputs", "Make a link by which a client's person sets a new password") { Answers = LinkShape, Codes = ["unknown"] });
        api.Post(Root + "/{login}/end", Scopes.Outputs, call => Change(call, People.End), new("clientPersonEnd", "Outputs", "Let a client's person sign in no more: every session ends now") { Answers = PersonShape, Codes = ["unknown"] });
        api.Post(Root + "/{login}/return", Scopes.Outputs, call => Change(call, People.Return), new("clientPersonReturn", "Outputs", "Let a client's person sign in again") { Answers = PersonShape, Codes = ["unknown"] });
    }

    private static Task<Answer> List(ApiCall call) => call.Read(db => Clients.Find(db, call.Part("code")) is { } client ? Answer.List(People.OfClient(db, client.Id), Write) : NoClient);

    private static async Task<Answer> Invite(ApiCall call)
    {
        var body = call.Body;
        var (login, name, role) = (body.Required("login"), body.Required("name"), body.Required("role"));
        if (body.End() is { } problem) return problem;
        if (PersonForm.WhyNotMail(login) is not null) return new Problem("login-bad", "A client's person signs in with a mail address, to which kills and alerts go. Nobody was invited.", "/login");
        if (ClientRole.Named(role) is not { } known) return NoRole(role);
        return await call.Write(tx => Clients.Find(tx.Db, call.Part("code")) is not { } client ? NoClient
            : People.Create(tx, login, name, known.Code, call.Who, client.Id) is { } person ? Linked(tx, person, 201, call.Who)
            : new Problem("login-taken", "Somebody signs in with this name already. Nobody was invited.", "/login")).ConfigureAwait(false);
    }

    private static async Task<Answer> SetRole(ApiCall call)
    {
        var body = call.Body;
        var role = body.Required("role");
        if (body.End() is { } problem) return problem;
        return ClientRole.Named(role) is { } known ? await Change(call, (tx, person, by) => People.SetRole(tx, person, known.Code, by)).ConfigureAwait(false) : NoRole(role);
    }

    private static Task<Answer> Link(ApiCall call) => call.Write(tx => Find(tx, call) is { } person ? Linked(tx, person, 200, call.Who) : NoPerson);

    private static Task<Answer> Change(ApiCall call, Action<StoreTransaction, Person, string> change) => call.Write(tx =>
    {
        if (Find(tx, call) is not { } person) return NoPerson;
        change(tx, person, call.Who);
        return Answer.Ok(json => Write(json, People.Find(tx.Db, person.Id)!));
    });

    private static Person? Find(StoreTransaction tx, ApiCall call) =>
        Clients.Find(tx.Db, call.Part("code")) is { } client && People.FindByLogin(tx.Db, call.Part("login"), ofClients: true) is { } person && person.Client == client.Id ? person : null;

    private static Problem NoClient => new("unknown", "There is no client of that code. Nothing has changed.");

    private static Problem NoPerson => new("unknown", "Nobody at this client signs in with this address. Nothing has changed.");

    private static Problem NoRole(string role) => new("role-unknown", $"There is no role \"{role}\" for clients. Nothing has changed. Roles: {string.Join(", ", ClientRole.All.Select(static r => r.Name))}.", "/role");

    private static Answer Linked(StoreTransaction tx, Person person, int status, string by)
    {
        var path = ClientPeople.PathOf(ClientPeople.Invite(tx, person, by));
        var until = (tx.Now + ClientPeople.InvitationLife).ToString();
        return InvitedAnswer.Of(status, path, until, json => Write(json, person));
    }

    private static void Write(Utf8JsonWriter json, Person person) => InvitedAnswer.Write(json, person, ClientRole.Find(person.Role)?.Name ?? person.Role);
}

using System.CommandLine;
using System.Text.Json.Nodes;
using Dateline.App.Commands.Remote;

namespace Dateline.App.Commands;

/// <summary><c>dateline client …</c>: those who receive, the keys by which their programs read the wire, and their people, who read in the portal.</summary>
internal static class ClientCommand
{
    private static readonly Argument<string> Code = new("client") { Description = "The client's code." };
    private static readonly Argument<string> Login = new("mail") { Description = "The person's mail address." };
    private static readonly Argument<string> Role = new("role") { Description = "reader, downloader or admin." };

    internal static Command Create() => new("client", "Clients of a running server.") { List(), new Command("key", "A client's keys to the wire: two at work at most.") { CreateKey(), ListKeys(), RevokeKey() }, new Command("person", "A client's people, who read in the portal.") { InvitePerson(), ListPeople(), PersonRole(), PersonLink(), PersonVerb("end", "Let a client's person sign in no more: every session ends now."), PersonVerb("return", "Let a client's person sign in again.") } };

    private static Command List() => RemoteOptions.Verb("list", "List the clients.", [], async (_, server) => Printed.Answer(server, await server.Get("clients"), answer =>
    {
        foreach (var client in Printed.Items(answer))
            Console.WriteLine($"{Printed.Text(client, "code"),-20} {Printed.Text(client, "status"),-10} {Printed.Text(client, "name"),-28} {string.Join(' ', client["products"]!.AsArray().Select(p => (string?)p))}");
    }));

    private static Command CreateKey()
    {
        var name = new Option<string>("--name") { Description = "What you call it.", DefaultValueFactory = _ => "key" };
        var scopes = new Option<string>("--scopes") { Description = "What it may do, separated by spaces.", DefaultValueFactory = _ => "wire search" };
        return RemoteOptions.Verb("create", "Make a key for a client and print it: the only time it is seen.", [Code, name, scopes], async (arguments, server) =>
        {
            var body = new JsonObject { ["name"] = arguments.GetValue(name), ["scopes"] = new JsonArray([.. arguments.GetValue(scopes)!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => JsonValue.Create(s))]) };
            return Printed.Answer(server, await server.Post(Keys(arguments), body), key => Console.WriteLine(Printed.Text(key, "secret")));
        });
    }

    private static Command ListKeys() => RemoteOptions.Verb("list", "List a client's keys.", [Code], async (arguments, server) => Printed.Answer(server, await server.Get(Keys(arguments)), answer =>
    {
        foreach (var key in Printed.Items(answer))
            Console.WriteLine($"{Printed.Text(key, "prefix")}  {(key["revoked"] is null ? "works  " : "revoked")}  {Printed.Text(key, "name"),-24} {(key["lastUsed"] is null ? "never used" : "used " + Printed.Text(key, "lastUsed"))}");
    }));

    private static Command RevokeKey()
    {
        var prefix = new Argument<string>("prefix") { Description = "Its first characters, as the list shows them." };
        return RemoteOptions.Verb("revoke", "Revoke a client's key: it is dead within five seconds, open streams included.", [Code, prefix], async (arguments, server) =>
        {
            await server.Send(HttpMethod.Delete, Keys(arguments) + "/" + Uri.EscapeDataString(arguments.GetValue(prefix)!));
            Console.WriteLine("revoked " + arguments.GetValue(prefix));
            return ExitCodes.Done;
        });
    }

    private static Command InvitePerson()
    {
        var name = new Option<string?>("--name") { Description = "Their name; without it the mail address." };
        return RemoteOptions.Verb("invite", "Invite somebody at a client and print the link by which they set a password.", [Code, Login, Role, name], async (arguments, server) =>
        {
            var login = arguments.GetValue(Login)!;
            var body = new JsonObject { ["login"] = login, ["name"] = arguments.GetValue(name) ?? login, ["role"] = arguments.GetValue(Role) };
            return Printed.Answer(server, await server.Post(People(arguments), body), answer => PersonCommand.PrintLink(server, answer));
        });
    }

    private static Command ListPeople() => RemoteOptions.Verb("list", "List a client's people.", [Code], async (arguments, server) => Printed.Answer(server, await server.Get(People(arguments)), answer =>
    {
        foreach (var person in Printed.Items(answer)) PersonCommand.PrintLine(person);
    }));

    private static Command PersonRole() => RemoteOptions.Verb("role", "Give a client's person another role.", [Code, Login, Role], async (arguments, server) =>
        Printed.Answer(server, await server.Post(Person(arguments, "role"), new JsonObject { ["role"] = arguments.GetValue(Role) }), PersonCommand.PrintLine));

    private static Command PersonLink() => RemoteOptions.Verb("link", "Make a link by which a client's person sets a new password.", [Code, Login], async (arguments, server) =>
        Printed.Answer(server, await server.Post(Person(arguments, "link")), answer => PersonCommand.PrintLink(server, answer)));

    private static Command PersonVerb(string name, string about) => RemoteOptions.Verb(name, about, [Code, Login], async (arguments, server) =>
        Printed.Answer(server, await server.Post(Person(arguments, name)), PersonCommand.PrintLine));

    private static string People(ParseResult arguments) => "clients/" + Uri.EscapeDataString(arguments.GetValue(Code)!) + "/people";

    private static string Person(ParseResult arguments, string verb) => $"{People(arguments)}/{Uri.EscapeDataString(arguments.GetValue(Login)!)}/{verb}";

    private static string Keys(ParseResult arguments) => "clients/" + Uri.EscapeDataString(arguments.GetValue(Code)!) + "/keys";
}

using System.CommandLine;
using System.Text.Json.Nodes;
using Dateline.App.Commands.Remote;
using Dateline.App.Serving;
using Dateline.Store.Keeping;

namespace Dateline.App.Commands;

/// <summary><c>dateline key …</c>: the first key is made before any server runs, the others on the running one. Printed once, kept as a hash.</summary>
internal static class KeyCommand
{
    internal static Command Create()
    {
        var name = new Option<string>("--name") { Description = "What you call it.", DefaultValueFactory = _ => "first key" };
        var scopes = new Option<string>("--scopes") { Description = "What it may do, separated by spaces; * is everything.", DefaultValueFactory = _ => "*" };
        var source = new Option<string?>("--source") { Description = "The one source it may send for." };
        var create = new Command("create", "Make an API key and print it: the only time it is seen. With --server on a running one; without it the server must not be running on the data folder.")
        {
            RemoteOptions.Server, RemoteOptions.KeyFile, RemoteOptions.Json, ServeCommand.Data, ServeCommand.Config, ServeCommand.Database, name, scopes, source,
        };
        create.SetAction(async (arguments, stop) =>
        {
            if (arguments.GetValue(RemoteOptions.Server) is not null)
                return await RemoteOptions.Run(arguments, stop, server => CreateThere(server, arguments.GetValue(name)!, arguments.GetValue(scopes)!, arguments.GetValue(source)));
            if (ServeCommand.Settings(arguments) is not { } settings) return 2;
            if (OpenedStore.Open(settings) is not { } store) return 1;
            await using (store)
            {
                var (secret, _) = await store.Write(tx => ApiKeys.Create(tx, arguments.GetValue(name)!, arguments.GetValue(scopes)!.Split(' ', StringSplitOptions.RemoveEmptyEntries), "operator", arguments.GetValue(source)));
                Console.WriteLine(secret);
                return 0;
            }
        });
        return new Command("key", "API keys.") { create, List(), Revoke() };
    }

    private static async Task<int> CreateThere(RemoteServer server, string name, string scopes, string? source)
    {
        var body = new JsonObject { ["name"] = name, ["scopes"] = new JsonArray([.. scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => JsonValue.Create(s))]) };
        if (source is not null) body["source"] = source;
        return Printed.Answer(server, await server.Post("keys", body), key => Console.WriteLine(Printed.Text(key, "secret")));
    }

    private static Command List() => RemoteOptions.Verb("list", "List the keys of a running server.", [], async (_, server) => Printed.Answer(server, await server.Get("keys"), answer =>
    {
        foreach (var key in Printed.Items(answer))
            Console.WriteLine($"{Printed.Text(key, "prefix")}  {(key["revoked"] is null ? "works  " : "revoked")}  {Printed.Text(key, "name"),-24} {string.Join(' ', key["scopes"]!.AsArray().Select(s => (string?)s))}");
    }));

    private static Command Revoke()
    {
        var prefix = new Argument<string>("prefix") { Description = "Its first characters, as the list shows them." };
        return RemoteOptions.Verb("revoke", "Revoke a key on a running server: it is dead within five seconds.", [prefix], async (arguments, server) =>
        {
            await server.Send(HttpMethod.Delete, "keys/" + Uri.EscapeDataString(arguments.GetValue(prefix)!));
            Console.WriteLine("revoked " + arguments.GetValue(prefix));
            return ExitCodes.Done;
        });
    }
}

using System.CommandLine;
using Dateline.App.Serving;
using Dateline.Store.Keeping;

namespace Dateline.App.Commands;

/// <summary><c>dateline key create</c>: the first key, before any server runs. Printed once, kept as a hash.</summary>
internal static class KeyCommand
{
    internal static Command Create()
    {
        var name = new Option<string>("--name") { Description = "What you call it.", DefaultValueFactory = _ => "first key" };
        var scopes = new Option<string>("--scopes") { Description = "What it may do, separated by spaces; * is everything.", DefaultValueFactory = _ => "*" };
        var source = new Option<string?>("--source") { Description = "The one source it may send for." };
        var create = new Command("create", "Make an API key and print it: the only time it is seen. The server must not be running on the data folder.") { ServeCommand.Data, ServeCommand.Config, ServeCommand.Database, name, scopes, source };
        create.SetAction(async (arguments, _) =>
        {
            if (ServeCommand.Settings(arguments) is not { } settings) return 2;
            if (OpenedStore.Open(settings) is not { } store) return 1;
            await using (store)
            {
                var (secret, _) = await store.Write(tx => ApiKeys.Create(tx, arguments.GetValue(name)!, arguments.GetValue(scopes)!.Split(' ', StringSplitOptions.RemoveEmptyEntries), "operator", arguments.GetValue(source)));
                Console.WriteLine(secret);
                return 0;
            }
        });
        return new Command("key", "API keys.") { create };
    }
}

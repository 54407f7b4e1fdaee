Console.Error.WriteLine("Jarvis.Cli: nothing here yet");
return 1;

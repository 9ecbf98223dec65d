@echo off
rem Tries this package on this machine and prints PASS, FAIL or SKIP, a line per check; the exit code is 0 if none failed.
rem It needs administrator rights and the Kafka that bridge.properties names. It installs a service of its own, in a folder
rem and with topics of its own, and removes all of that at the end; a service that is there already is left alone.
setlocal
cd /d "%~dp0"
set "NAME=deltatape-smoke-test"
set "WORK=smoke\work"
set "FILE=%WORK%\smoke.properties"
set FAILED=0

call "%~dp0find-java.cmd"
if errorlevel 1 (
  echo FAIL Java 25 is found
  exit /b 1
)
echo PASS Java 25 is found: %JAVA25%
set "STEP="%JAVA25%\bin\java" -Xmx64m -Dlogback.configurationFile=conf\logback-service.xml -cp "smoke\*;lib\*" io.deltatape.windows.SmokeTest"

rem What is given last wins in a properties file.
mkdir "%WORK%\data" 2>nul
copy /y bridge.properties "%FILE%" >nul
for %%L in ("" "bridge.directory=%CD:\=/%/smoke/work/data" "bridge.id=smoke-test" "bridge.symbols=" "bridge.aliases=" "bridge.multipliers=" "topics.prefix=%NAME%." "bridge.health.port=18766") do >>"%FILE%" echo.%%~L
%STEP% config "%FILE%"
if errorlevel 1 (
  echo FAIL nothing else was tried: correct bridge.properties first
  rmdir /s /q "%WORK%"
  exit /b 1
)

sc query "%NAME%" >nul 2>&1
if not errorlevel 1 call uninstall-service.cmd "%NAME%" >nul 2>&1
call install-service.cmd "%NAME%" "%FILE%" >"%WORK%\install.txt" 2>&1
call :report "the service is installed and runs"
if errorlevel 1 type "%WORK%\install.txt"
sc qc "%NAME%" | findstr AUTO_START >nul
call :report "it starts with Windows"
sc qfailure "%NAME%" | findstr RESTART >nul
call :report "it is started again after a failure"

%STEP% files "%FILE%"
set /a FAILED+=%ERRORLEVEL%
for /f "tokens=4,* delims=," %%M in ('tasklist /fi "services eq %NAME%" /fo csv /nh') do echo INFO memory of the service: %%~N

taskkill /f /fi "services eq %NAME%" >nul 2>&1
ping -n 21 127.0.0.1 >nul
sc query "%NAME%" | findstr RUNNING >nul
call :report "killed, it runs again 20 s later"
ping -n 6 127.0.0.1 >nul
net stop "%NAME%" >nul 2>&1
sc query "%NAME%" | findstr STOPPED >nul
call :report "it stops"
findstr /c:"bridge stopped" "logs\%NAME%.*.log" >nul
call :report "it stops in order: its log says so"
call uninstall-service.cmd "%NAME%" >"%WORK%\uninstall.txt" 2>&1
sc query "%NAME%" >nul 2>&1
if errorlevel 1 (ver >nul) else (cmd /c exit 1)
call :report "it is uninstalled"
%STEP% clean "%FILE%"
set /a FAILED+=%ERRORLEVEL%
rmdir /s /q "%WORK%"

echo.
if %FAILED%==0 (echo All passed. Its log: logs\%NAME%.*.log) else (echo Failed: %FAILED%. The log of the service: logs\%NAME%.*.log)
if %FAILED%==0 exit /b 0
exit /b 1

rem PASS if the command before went well, else FAIL.
:report
if errorlevel 1 (
  echo FAIL %~1
  set /a FAILED+=1
  exit /b 1
)
echo PASS %~1
exit /b 0
